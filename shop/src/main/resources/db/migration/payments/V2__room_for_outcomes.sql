-- The outcome is written into the page that holds the request, without a word to any index.
ALTER TABLE intents SET (fillfactor = 60);
