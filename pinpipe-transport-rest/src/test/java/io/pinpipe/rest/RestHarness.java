package io.pinpipe.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinpipe.Kind;
import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.testkit.FakeService.Incoming;
import io.pinpipe.testkit.FakeService.Result;
import io.pinpipe.testkit.servers.Dialect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A Kafka REST proxy of one of the dialects, as strict as its schema, in front of a scripted service. */
final class RestHarness extends HttpHarness {

    private final Dialect dialect;

    RestHarness(Dialect dialect) throws IOException {
        this.dialect = dialect;
    }

    @Override
    public Publisher open(Map<String, String> options, PublishListener listener) {
        return KafkaRestPublisher.builder(base())
                .userId("u")
                .apiKey(SECRET)
                .options(options)
                .listener(listener)
                .build();
    }

    @Override
    public String destination(Kind kind) {
        return "u." + kind.label();
    }

    @Override
    public Set<Reason> fatalReasons() {
        return dialect == Dialect.KARAPACE
                ? EnumSet.of(Reason.FORBIDDEN, Reason.NOT_FOUND)
                : EnumSet.of(Reason.REJECTED, Reason.FORBIDDEN, Reason.NOT_FOUND);
    }

    @Override
    Dialect.@Nullable Refusal refusal(String contentType, byte[] body) {
        return dialect.refusal(contentType, body);
    }

    @Override
    int status(List<Result> results) {
        boolean anyFailed = results.stream().anyMatch(result -> result.refusal() != null);
        return anyFailed && dialect == Dialect.KARAPACE ? 422 : 200;
    }

    @Override
    String destination(String path) {
        return path.replace("/test/topics/", "");
    }

    @Override
    List<Incoming> records(JsonNode body) {
        List<Incoming> records = new ArrayList<>();
        for (JsonNode record : body.get("records")) {
            records.add(new Incoming(
                    record.has("key") ? record.get("key").asText() : null,
                    record.get("value").toString()));
        }
        return records;
    }

    @Override
    String body(List<Result> results) {
        return results.stream()
                .map(this::offset)
                .collect(Collectors.joining(",", "{\"offsets\":[", "],\"key_schema_id\":null}"));
    }

    private String offset(Result result) {
        Reason refusal = result.refusal();
        return switch (dialect) {
            case CONFLUENT ->
                refusal == null
                        ? "{\"partition\":0,\"offset\":" + result.position() + ",\"error_code\":null,\"error\":null}"
                        : Offsets.failed(confluentCode(refusal), "scripted");
            case STRIMZI ->
                refusal == null ? position(result) : Offsets.failedInOtherDialect(strimziCode(refusal), "scripted");
            case KARAPACE ->
                refusal == null
                        ? position(result.position() == null ? new Result(-1L, null) : result)
                        : karapaceError(refusal);
        };
    }

    private static String position(Result result) {
        return "{\"offset\":" + result.position() + ",\"partition\":0}";
    }

    private static int confluentCode(Reason refusal) {
        return switch (refusal) {
            case UNAVAILABLE -> 50003;
            case THROTTLED -> 429;
            case FORBIDDEN -> 40301;
            case NOT_FOUND -> 404;
            default -> 50002;
        };
    }

    private static int strimziCode(Reason refusal) {
        return switch (refusal) {
            case UNAVAILABLE -> 500;
            case THROTTLED -> 429;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            default -> 400;
        };
    }

    private static String karapaceError(Reason refusal) {
        return switch (refusal) {
            case UNAVAILABLE -> "{\"error_code\":2,\"error\":\"scripted\"}";
            case THROTTLED -> "{\"error_code\":429,\"error\":\"scripted\"}";
            case FORBIDDEN -> "{\"error_code\":1,\"error\":\"Topic authorization failed\"}";
            case NOT_FOUND -> "{\"error_code\":40401,\"error\":\"scripted\"}";
            default -> "{\"error_code\":1,\"error\":\"scripted\"}";
        };
    }
}
