package io.esteira.lab.speed;

import io.esteira.lab.speed.baseline.BaselineServer;

/** What runs are called. */
final class Names {

    static final String OURS = "Esteira";
    static final String CEILING = BaselineServer.CEILING;
    static final String TUTORIAL = BaselineServer.TUTORIAL;
    static final String OUTBOX = BaselineServer.OUTBOX;
    static final String RAW = "raw producer";
    static final String HALF = "Esteira at half";
    static final String BULK = "Esteira, bulk";
    static final String HOT_ROW = "hot row";
    static final String HOT_ROW_SALE = "hot row, same sale";

    private Names() {}
}
