package io.esteira.lab.trial;

/** Who comes to the shop, by number; each asked for again is the same. */
interface Crowd {

    Wish number(long number);
}
