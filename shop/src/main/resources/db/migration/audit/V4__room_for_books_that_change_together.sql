-- Orders that came together are told of together, in one transaction: the page that has their books needs room for all
-- of them twice, or each change moves a book to another page and writes the table's indexes anew.
ALTER TABLE orders SET (fillfactor = 45);
