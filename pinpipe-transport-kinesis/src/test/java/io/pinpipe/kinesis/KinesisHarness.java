package io.pinpipe.kinesis;

import io.pinpipe.Kind;
import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.kinesis.KinesisWire.Call;
import io.pinpipe.kinesis.KinesisWire.Sent;
import io.pinpipe.testkit.Ability;
import io.pinpipe.testkit.ContractHarness;
import io.pinpipe.testkit.FakeService;
import io.pinpipe.testkit.FakeService.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The real SDK client in front of a scripted endpoint. */
final class KinesisHarness implements ContractHarness {

    private static final String SECRET = "wJalrXUtnFEMI-a-secret-key";

    private final FakeService service = new FakeService();
    private final KinesisWire wire = new KinesisWire(this::answer);

    @Override
    public Publisher open(Map<String, String> options, PublishListener listener) {
        return KinesisPublisher.builder("us-east-1")
                .endpoint(wire.endpoint())
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", SECRET)))
                .userId("u")
                .options(options)
                .listener(listener)
                .build();
    }

    @Override
    public FakeService service() {
        return service;
    }

    @Override
    public String destination(Kind kind) {
        return "streaming-u-" + kind.label();
    }

    @Override
    public Set<Ability> abilities() {
        Set<Ability> abilities = EnumSet.allOf(Ability.class);
        abilities.remove(Ability.VIRTUAL_TIME);
        abilities.remove(Ability.RETRY_AFTER);
        abilities.remove(Ability.HEADERS);
        return abilities;
    }

    @Override
    public Set<Reason> fatalReasons() {
        return EnumSet.of(Reason.INVALID, Reason.FORBIDDEN, Reason.NOT_FOUND);
    }

    @Override
    public int recordOverhead(long index) {
        return Long.toString(index).length();
    }

    @Override
    public String secret() {
        return SECRET;
    }

    @Override
    public void close() {
        wire.close();
    }

    private void answer(Call call) {
        List<Sent> sent = call.records();
        List<FakeService.Incoming> records = sent.stream()
                .map(record -> new FakeService.Incoming(record.partitionKey(), record.data()))
                .toList();
        long bytes = sent.stream()
                .mapToLong(record ->
                        record.partitionKey().length() + record.data().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        FakeService.Timed timed = service.receive(call.stream(), records, bytes);
        timed.after().thenRun(() -> write(call, timed));
    }

    private static void write(Call call, FakeService.Timed timed) {
        Answer answer = timed.answer();
        try {
            TimeUnit.NANOSECONDS.sleep(timed.delay().toNanos());
            if (answer instanceof Answer.Reply reply) {
                call.reply(
                        200,
                        KinesisWire.results(reply.results().stream()
                                .map(KinesisHarness::result)
                                .toList()));
            } else if (answer instanceof Answer.Refusal refusal) {
                String message = refusal.reason() == Reason.TOO_LARGE ? "Records size exceeds 5 MB limit" : "scripted";
                call.reply(
                        refusal.reason() == Reason.UNAVAILABLE ? 500 : 400,
                        KinesisWire.error(code(refusal.reason()), message));
            } else if (answer instanceof Answer.Nonsense) {
                call.reply(200, "<html>");
            } else if (answer instanceof Answer.Cut) {
                call.cut();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            call.cut();
        }
    }

    private static String result(FakeService.Result result) {
        if (result.refusal() != null) {
            return KinesisWire.refused(code(result.refusal()));
        }
        return result.position() == null ? "{}" : KinesisWire.stored(Long.toString(result.position()));
    }

    private static String code(Reason reason) {
        Map<Reason, String> codes = Map.of(
                Reason.THROTTLED, "ProvisionedThroughputExceededException",
                Reason.UNAVAILABLE, "InternalFailure",
                Reason.INVALID, "InvalidArgumentException",
                Reason.TOO_LARGE, "InvalidArgumentException",
                Reason.FORBIDDEN, "AccessDeniedException",
                Reason.UNAUTHENTICATED, "UnrecognizedClientException",
                Reason.NOT_FOUND, "ResourceNotFoundException");
        return Objects.requireNonNull(codes.get(reason), reason::name);
    }
}
