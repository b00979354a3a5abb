CREATE TABLE billing.series (
    series      text   PRIMARY KEY CHECK (series ~ '^[A-Z0-9]{1,10}$'),
    last_number bigint NOT NULL CHECK (last_number >= 0)
);

-- The document is the invoice; the columns beside it are for numbering, searching and adding up.
CREATE TABLE billing.invoices (
    series    text        NOT NULL REFERENCES billing.series,
    number    bigint      NOT NULL CHECK (number >= 1),
    order_id  uuid        NOT NULL UNIQUE,
    issued_at timestamptz NOT NULL,
    currency  text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    total     numeric     NOT NULL,
    document  jsonb       NOT NULL,
    PRIMARY KEY (series, number)
);

CREATE FUNCTION billing.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'An issued invoice never changes: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER invoices_never_change
    BEFORE UPDATE OR DELETE OR TRUNCATE ON billing.invoices
    FOR EACH STATEMENT EXECUTE FUNCTION billing.refuse_change();
