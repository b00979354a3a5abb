package io.esteira.lab;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far it is: a bar on a terminal, else a line now and then. */
interface Progress extends AutoCloseable {

    void to(long done);

    @Override
    void close();

    static Progress of(String task, long all, boolean terminal, PrintWriter err) {
        return terminal ? new Bar(task, all) : new Lines(task, all, err);
    }

    /** On a terminal. */
    final class Bar implements Progress {

        private final ProgressBar bar;

        Bar(String task, long all) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(all)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .showSpeed()
                    .build();
        }

        @Override
        public void to(long done) {
            bar.stepTo(done);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** In a log: one line for each tenth. */
    final class Lines implements Progress {

        private static final int LINES = 10;

        private final String task;
        private final long all;
        private final PrintWriter err;
        private long tenths;

        Lines(String task, long all, PrintWriter err) {
            this.task = task;
            this.all = all;
            this.err = err;
        }

        @Override
        public synchronized void to(long done) {
            long now = all == 0 ? LINES : done * LINES / all;
            if (now > tenths) {
                tenths = now;
                err.println(task + ": " + done + " of " + all);
            }
        }

        @Override
        public void close() {
            err.flush();
        }
    }
}
