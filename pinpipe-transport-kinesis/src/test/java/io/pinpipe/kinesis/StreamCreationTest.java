package io.pinpipe.kinesis;

import static io.pinpipe.kinesis.KinesisWire.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.User;
import io.pinpipe.kinesis.KinesisWire.Call;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class StreamCreationTest {

    @Test
    void aStreamThatDoesNotExistIsCreatedOnceAndWhatWasSentArrives() {
        Service service = new Service();
        try (KinesisWire wire = new KinesisWire(service::answer);
                Publisher publisher =
                        builder(wire).createStreams(3).batchRecords(2).build()) {
            List<CompletableFuture<Receipt>> sent = LongStream.range(0, 20)
                    .mapToObj(i -> publisher.send(user(i)))
                    .toList();

            assertThat(sent).allSatisfy(each -> assertThat(each).succeedsWithin(1, TimeUnit.MINUTES));
            assertThat(wire.calls().stream().filter(call -> call.action().equals("CreateStream")))
                    .singleElement()
                    .satisfies(call -> assertThat(call.body().toString())
                            .isEqualTo("{\"StreamName\":\"streaming-u-user\",\"ShardCount\":3}"));
        }
    }

    @Test
    void aStreamIsNotCreatedUnasked() {
        Service service = new Service();
        try (KinesisWire wire = new KinesisWire(service::answer);
                Publisher publisher = builder(wire).build()) {
            assertThat(failure(publisher.send(user(1))).reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(wire.calls()).hasSize(1);
        }
    }

    @Test
    void aStreamThatSomebodyElseCreatesMeanwhileIsWaitedFor() {
        Service service = new Service();
        service.creationError = error("ResourceInUseException", "Stream already exists");
        service.errorCreates = true;
        try (KinesisWire wire = new KinesisWire(service::answer);
                Publisher publisher = builder(wire).createStreams(1).build()) {
            assertThat(publisher.send(user(1))).succeedsWithin(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void aStreamThatRefusesRecordsUntilItIsActiveIsWaitedFor() {
        Service service = new Service();
        service.inCreation =
                error("ResourceInUseException", "Stream streaming-u-user is not currently ACTIVE or UPDATING.");
        try (KinesisWire wire = new KinesisWire(service::answer);
                Publisher publisher = builder(wire).createStreams(1).build()) {
            assertThat(publisher.send(user(1)))
                    .succeedsWithin(1, TimeUnit.MINUTES)
                    .extracting(Receipt::maybeDuplicated)
                    .isEqualTo(false);
        }
    }

    @Test
    void aStreamThatIsDeletedLaterIsCreatedAgain() {
        Service service = new Service();
        try (KinesisWire wire = new KinesisWire(service::answer);
                Publisher publisher = builder(wire).createStreams(1).build()) {
            assertThat(publisher.send(user(1))).succeedsWithin(1, TimeUnit.MINUTES);

            service.delete();

            assertThat(publisher.send(user(2))).succeedsWithin(1, TimeUnit.MINUTES);
            assertThat(wire.calls().stream().filter(call -> call.action().equals("CreateStream")))
                    .hasSize(2);
        }
    }

    @Test
    void aCreationThatIsForbiddenFailsWhatWasSent() {
        Service service = new Service();
        service.creationError = error("AccessDeniedException", "not authorized to perform kinesis:CreateStream");
        try (KinesisWire wire = new KinesisWire(service::answer);
                Publisher publisher = builder(wire).createStreams(1).build()) {
            PublishException failure = failure(publisher.send(user(1)));

            assertThat(failure.reason()).isEqualTo(Reason.FORBIDDEN);
            assertThat(failure.maybeStored()).isFalse();
            assertThat(failure).hasMessageContaining("could not be created").hasMessageContaining("CreateStream");
        }
    }

    @Test
    void aCreationThatIsThrottledIsTriedAgain() {
        Service service = new Service();
        service.creationError = error("LimitExceededException", "too many streams in creation");
        service.creationErrors = 2;
        try (KinesisWire wire = new KinesisWire(service::answer);
                Publisher publisher = builder(wire).createStreams(1).build()) {
            Receipt receipt =
                    publisher.send(user(1)).orTimeout(1, TimeUnit.MINUTES).join();

            assertThat(receipt.maybeDuplicated()).isFalse();
            assertThat(wire.calls().stream().filter(call -> call.action().equals("CreateStream")))
                    .hasSize(3);
        }
    }

    @Test
    void aCreationThatFailsAtOnceIsNotTakenForTheNextOne() {
        AtomicInteger asked = new AtomicInteger();
        StreamCreation creation = new StreamCreation(
                request -> {
                    asked.incrementAndGet();
                    return CompletableFuture.failedFuture(new IOException("no connection"));
                },
                new PutRecordsOutcomes("Kinesis"),
                1);

        assertThat(creation.create("posts", false)).isCompleted();
        assertThat(creation.create("posts", false)).isCompleted();

        assertThat(asked).hasValue(2);
    }

    /** A service without streams, where a new one becomes active after two more attempts. */
    private static final class Service {

        private static final int REFUSED_WHILE_CREATED = 2;

        private String creationError = "";
        private String inCreation = error("ResourceNotFoundException", "Stream not found");
        private boolean errorCreates;
        private int creationErrors = Integer.MAX_VALUE;
        private boolean created;
        private int refused;

        synchronized void delete() {
            created = false;
            refused = 0;
        }

        synchronized void answer(Call call) throws IOException {
            if (call.action().equals("CreateStream")) {
                boolean fails = !creationError.isEmpty() && creationErrors-- > 0;
                created |= !fails || errorCreates;
                call.reply(fails ? 400 : 200, fails ? creationError : "");
            } else if (created && refused++ >= REFUSED_WHILE_CREATED) {
                KinesisWire.store(call);
            } else {
                call.reply(400, created ? inCreation : error("ResourceNotFoundException", "Stream not found"));
            }
        }
    }

    private static KinesisPublisher.Builder builder(KinesisWire wire) {
        return KinesisPublisher.builder("us-east-1")
                .endpoint(wire.endpoint())
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
                .backoff(Duration.ofMillis(1))
                .backoffMax(Duration.ofMillis(20))
                .userId("u");
    }

    private static PublishException failure(CompletableFuture<Receipt> future) {
        Throwable thrown = future.orTimeout(1, TimeUnit.MINUTES)
                .handle((receipt, failure) -> failure)
                .join();
        assertThat(thrown).isInstanceOf(PublishException.class);
        return (PublishException) thrown;
    }

    private static User user(long index) {
        return new User(index, "Ada", "Field", 36, LocalDateTime.of(2016, 1, 2, 3, 4, 5));
    }
}
