package io.esteira.lab.trial;

/**
 * How the shop took one fault.
 *
 * @param beganMillis since the epoch, as are all moments
 * @param healedMillis when the fault itself was over
 * @param recoveredMillis when the shop was as before, or was given up on
 * @param acceptStallMillis the longest that anybody waited for his 201, from when he wanted to buy
 * @param silenceMillis the longest time in which nobody got a 201
 * @param failedRequests calls that had no answer, or one of the server's excuses
 * @param accepted meanwhile
 * @param takeOverMillis from the beginning until an order accepted after it came to its end in each partition; -1 if not
 * @param backlogMillis from the end of the fault until no order waited for longer than usual; -1 if that was not reached
 * @param note what went otherwise than planned; else empty
 */
record FaultResult(
        PlannedFault plan,
        long beganMillis,
        long healedMillis,
        long recoveredMillis,
        long acceptStallMillis,
        long silenceMillis,
        long failedRequests,
        long accepted,
        long takeOverMillis,
        long backlogMillis,
        String note) {

    boolean isRecovered() {
        return takeOverMillis >= 0 && backlogMillis >= 0;
    }
}
