"""What we read out of text ourselves, the same every time: amounts, dates, language.

Works on Python 3.10 with the standard library alone; the holidays library is used where a moving festival is
named and it is installed.
"""
