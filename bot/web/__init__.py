"""The pages and the HTTP surface: chat page, sandbox phone, desk, health. The only home of FastAPI."""
