-- Records that a consumer could not process, and those that wait behind them, until staff hands them back or dismisses
-- them. The records themselves stand in the dead-letter topics; what stands here is what holds an order back.
CREATE TABLE parked (
    place            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    consumer         text        NOT NULL,
    topic            text        NOT NULL,
    record_partition integer     NOT NULL,
    record_offset    bigint      NOT NULL,
    queue            text, -- an order; null where nothing waits behind the record
    kind             text        NOT NULL,
    reason           text        NOT NULL,
    attempts         integer     NOT NULL,
    behind           text,
    parked_at        timestamptz NOT NULL DEFAULT now(),
    UNIQUE (consumer, topic, record_partition, record_offset)
);

CREATE INDEX parked_queues ON parked (consumer, queue, place) WHERE queue IS NOT NULL;
