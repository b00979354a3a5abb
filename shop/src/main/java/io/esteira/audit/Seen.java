package io.esteira.audit;

/** An observation and where it stands. */
record Seen(Part part, long offset, Observation observation) {

    /**
     * A part of a source that is read in order.
     *
     * @param source a topic or a ledger table, by name
     * @param part a partition's number, or a table's own division
     */
    record Part(String source, String part) implements Comparable<Part> {

        @Override
        public int compareTo(Part other) {
            int bySource = source.compareTo(other.source);
            return bySource != 0 ? bySource : part.compareTo(other.part);
        }
    }
}
