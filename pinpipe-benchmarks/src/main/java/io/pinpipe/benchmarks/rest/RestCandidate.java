package io.pinpipe.benchmarks.rest;

import io.pinpipe.benchmarks.GeneratedPins;
import io.pinpipe.benchmarks.compare.Candidate;
import io.pinpipe.benchmarks.kafka.TopicRun;
import io.pinpipe.testkit.servers.KafkaBroker;
import java.net.URI;

/** Sends pins through a proxy to a topic with three partitions, and waits for all responses. */
abstract class RestCandidate implements Candidate {

    final GeneratedPins pins;

    private final String name;
    private final URI proxy;
    private final TopicRun topic;

    RestCandidate(String name, URI proxy, KafkaBroker broker, GeneratedPins pins) {
        this.name = name;
        this.proxy = proxy;
        this.pins = pins;
        this.topic = new TopicRun(broker, getClass().getSimpleName() + proxy.getPort());
    }

    /** Opens the client. */
    abstract void open(URI proxy, String topic);

    abstract void close();

    @Override
    public final String name() {
        return name;
    }

    @Override
    public long records() {
        return pins.size();
    }

    @Override
    public final void prepare() {
        topic.create();
        open(proxy, topic.topic());
    }

    @Override
    public final long arrived() throws Exception {
        return topic.count();
    }

    @Override
    public final void finish() throws Exception {
        close();
        topic.delete();
    }
}
