"""Reading what a lender sends: files and JSON become checked records, or a report that says why not."""
