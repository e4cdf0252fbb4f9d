package io.pinpipe.benchmarks.compare;

import java.util.List;

/** A scripted candidate that records its calls. */
record Scripted(String name, long records, long done, long arrived, List<String> calls) implements Candidate {

    static Scripted complete(String name, List<String> calls) {
        return new Scripted(name, 10, 10, 10, calls);
    }

    @Override
    public void prepare() {
        calls.add("prepare " + name);
    }

    @Override
    public long run() {
        calls.add("run " + name);
        return done;
    }

    @Override
    public long arrived() {
        calls.add("count " + name);
        return arrived;
    }

    @Override
    public void finish() {
        calls.add("finish " + name);
    }
}
