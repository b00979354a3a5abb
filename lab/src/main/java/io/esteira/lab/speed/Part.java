package io.esteira.lab.speed;

/** Who uses the machine. */
enum Part {
    SHOP("shop"),
    BROKERS("brokers"),
    POSTGRES("PostgreSQL"),
    CLIENT("client");

    final String text;

    Part(String text) {
        this.text = text;
    }
}
