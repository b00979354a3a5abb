package io.esteira.local;

import io.esteira.ShopApplication;

/** The main program of a shop that is a process of its own: the shop as it is, with its parent's lifeline. */
final class InstanceProcess {

    private InstanceProcess() {}

    public static void main(String[] words) {
        Lifeline.hold();
        ShopApplication.main(words);
    }
}
