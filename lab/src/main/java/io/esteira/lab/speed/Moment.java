package io.esteira.lab.speed;

/**
 * How things stood at one moment.
 *
 * @param done orders that had come all the way
 * @param heapBytes in use by the shop, garbage among it
 * @param residentBytes of the shop's process
 */
record Moment(double second, long done, CpuTimes cpu, long heapBytes, long residentBytes) {}
