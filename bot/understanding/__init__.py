"""What we read out of text ourselves, the same every time: amounts, dates, language.

Works on Python 3.10 with the standard library alone; zhconv (script) and holidays (festivals) are used where
they are installed.
"""
