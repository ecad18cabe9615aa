"""What every list of records shares on screen: table, filters, form, import, history. Nothing here knows a single register."""
