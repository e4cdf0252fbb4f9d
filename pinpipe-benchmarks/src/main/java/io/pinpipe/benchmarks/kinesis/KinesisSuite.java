package io.pinpipe.benchmarks.kinesis;

import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Candidate;
import io.pinpipe.benchmarks.compare.Compare;
import io.pinpipe.benchmarks.compare.Comparison;
import io.pinpipe.benchmarks.compare.Latencies;
import io.pinpipe.benchmarks.compare.Load;
import io.pinpipe.benchmarks.compare.PacedSuite;
import io.pinpipe.benchmarks.compare.Suite;
import io.pinpipe.benchmarks.json.Databind;
import java.util.List;
import java.util.function.Supplier;

/** Pins into kinesalite, and into a server that answers immediately and stores nothing. */
public final class KinesisSuite implements Suite, PacedSuite {

    @Override
    public long defaultRecords() {
        return 300_000;
    }

    @Override
    public boolean scales() {
        return true;
    }

    @Override
    public void run(Compare compare, Load load) throws Exception {
        GeneratedPins pins = GeneratedPins.of(load.records(), load.bytes());
        compare.run(comparison(load.named("Kinesis, kinesalite"), candidates(KinesaliteTarget::new, load, pins)));
        compare.run(comparison(load.named("Kinesis, null server"), candidates(NullTarget::new, load, pins)));
    }

    @Override
    public void pace(Latencies latencies, long records) throws Exception {
        GeneratedPins pins = GeneratedPins.of(records);
        try (NullTarget server = new NullTarget()) {
            Supplier<KinesisTarget> shared = () -> new SharedTarget(server);
            latencies.measure(
                    List.of(
                            new PutRecordOneByOne(shared, pins),
                            PinpipeKinesis.withoutLinger(shared, pins),
                            new PinpipeKinesis(shared, pins, 1)),
                    records);
        }
    }

    private static Comparison comparison(String name, List<Candidate> candidates) {
        return new Comparison(name, "pins", candidates.get(0).name(), candidates);
    }

    private static List<Candidate> candidates(Supplier<KinesisTarget> targets, Load load, GeneratedPins pins) {
        return List.of(
                PutRecords.ofReadyEntries(targets, pins),
                new PutRecordOneByOne(targets, pins),
                PutRecords.encoding("Jackson databind", targets, pins, Databind::encode),
                new KinesisProducerLibrary(targets, pins),
                new PinpipeKinesis(targets, pins, load.threads()));
    }
}
