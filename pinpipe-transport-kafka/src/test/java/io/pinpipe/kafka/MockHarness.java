package io.pinpipe.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pinpipe.Kind;
import io.pinpipe.Message;
import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.testkit.Ability;
import io.pinpipe.testkit.ContractHarness;
import io.pinpipe.testkit.FakeService;
import io.pinpipe.testkit.FakeService.Answer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Kafka's mock producer in front of a scripted service: one record is one request. */
final class MockHarness implements ContractHarness {

    private static final String SECRET = "a-password-that-nobody-may-see";
    private static final String THREAD_NAME = "mock-producer";

    private final FakeService service = new FakeService();
    private final ScheduledExecutorService answers =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, THREAD_NAME));

    @Override
    public Publisher open(Map<String, String> options, PublishListener listener) {
        return KafkaPublisher.builder("localhost:9092")
                .userId("u")
                .clientProperties(Map.of(
                        "security.protocol",
                        "SASL_SSL",
                        "sasl.mechanism",
                        "PLAIN",
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\""
                                + SECRET + "\";"))
                .options(options)
                .listener(listener)
                .build(ScriptedProducer::new, new StillTopics());
    }

    @Override
    public FakeService service() {
        return service;
    }

    @Override
    public String destination(Kind kind) {
        return "u." + kind.label();
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.of(Ability.THREADS, Ability.SECRETS, Ability.KEYS, Ability.HEADERS, Ability.BYTES);
    }

    @Override
    public Set<Reason> fatalReasons() {
        return EnumSet.of(Reason.FORBIDDEN, Reason.TOO_LARGE, Reason.INVALID);
    }

    @Override
    public String secret() {
        return SECRET;
    }

    @Override
    public boolean isOfService(Thread thread) {
        return thread.getName().equals(THREAD_NAME);
    }

    @Override
    public void close() {
        answers.shutdownNow();
    }

    private final class ScriptedProducer extends MockProducer<byte[], byte[]> {

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            FakeService.Incoming incoming = new FakeService.Incoming(
                    record.key() == null ? null : new String(record.key(), UTF_8),
                    new String(record.value(), UTF_8),
                    Arrays.stream(record.headers().toArray())
                            .map(header -> new Message.Header(header.key(), header.value()))
                            .toList());
            FakeService.Timed timed = service.receive(record.topic(), List.of(incoming), record.value().length);
            CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
            timed.after()
                    .thenRun(() -> answers.schedule(
                            () -> answer(record.topic(), timed.answer(), callback),
                            timed.delay().toNanos(),
                            TimeUnit.NANOSECONDS));
            return sent;
        }

        private void answer(String topic, Answer answer, Callback callback) {
            if (answer instanceof Answer.Reply reply) {
                FakeService.Result result = reply.results().get(0);
                Reason refusal = result.refusal();
                Long position = result.position();
                if (refusal != null) {
                    callback.onCompletion(null, exception(refusal));
                } else if (position != null) {
                    callback.onCompletion(new RecordMetadata(new TopicPartition(topic, 0), position, 0, 0, 0, 0), null);
                }
            } else if (answer instanceof Answer.Refusal refusal) {
                callback.onCompletion(null, exception(refusal.reason()));
            }
        }
    }

    private static Exception exception(Reason reason) {
        return switch (reason) {
            case FORBIDDEN -> new TopicAuthorizationException("scripted");
            case TOO_LARGE -> new RecordTooLargeException("scripted");
            case INVALID -> new InvalidTopicException("scripted");
            case NOT_FOUND -> new UnknownTopicOrPartitionException("scripted");
            case UNAUTHENTICATED -> new SaslAuthenticationException("scripted");
            default -> throw new IllegalArgumentException("the client does not report " + reason);
        };
    }
}
