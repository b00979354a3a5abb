package io.esteira.lab.speed;

/** A server that is measured. */
record Subject(String name, int port, long pid) {}
