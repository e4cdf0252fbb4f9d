package io.pinpipe.benchmarks.cleaning;

import io.pinpipe.Pin;
import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Candidate;
import io.pinpipe.benchmarks.compare.Compare;
import io.pinpipe.benchmarks.compare.Comparison;
import io.pinpipe.benchmarks.compare.InMemory;
import io.pinpipe.benchmarks.compare.Load;
import io.pinpipe.benchmarks.compare.Suite;
import io.pinpipe.clean.PostCleaner;
import java.util.List;

/** Pins in memory on one thread, and files of pins on all cores. */
public final class CleaningSuite implements Suite {

    private static final String REGEX = "regular expressions, compiled at each use";

    @Override
    public long defaultRecords() {
        return 2_000_000;
    }

    @Override
    public void run(Compare compare, Load load) throws Exception {
        GeneratedPins pins = GeneratedPins.of(load.records());
        try (DuckDbTable duckDb = new DuckDbTable(pins.distinct(), pins.size())) {
            compare.run(records(pins, duckDb));
        }
        try (PinFile file = new PinFile(pins)) {
            Candidate duckDb = new DuckDbFile(file);
            compare.run(new Comparison(
                    "cleaning files", "pins", duckDb.name(), List.of(duckDb, new CleanCommandFile(file))));
        }
    }

    private static Comparison records(GeneratedPins pins, Candidate duckDb) {
        List<Pin> distinct = pins.distinct();
        PostCleaner cleaner = new PostCleaner();
        return new Comparison(
                "cleaning records",
                "pins",
                REGEX,
                List.of(
                        new InMemory<>(REGEX, distinct, pins.size(), RegexCleaning::clean),
                        new InMemory<>(
                                "regular expressions, compiled once",
                                distinct,
                                pins.size(),
                                CompiledRegexCleaning::clean),
                        duckDb,
                        new InMemory<>("PostCleaner, notes included", distinct, pins.size(), cleaner::clean)));
    }
}
