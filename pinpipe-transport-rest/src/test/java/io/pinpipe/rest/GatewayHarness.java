package io.pinpipe.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinpipe.Kind;
import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.testkit.Ability;
import io.pinpipe.testkit.FakeService.Incoming;
import io.pinpipe.testkit.FakeService.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Kinesis behind API Gateway, in either form, in front of a scripted service. */
final class GatewayHarness extends HttpHarness {

    private final KinesisGatewayPublisher.Form form;

    GatewayHarness(KinesisGatewayPublisher.Form form) throws IOException {
        this.form = form;
    }

    @Override
    public Publisher open(Map<String, String> options, PublishListener listener) {
        Map<String, String> usable = new HashMap<>(options);
        if (form == KinesisGatewayPublisher.Form.RECORD) {
            usable.remove("batchRecords");
        }
        return KinesisGatewayPublisher.builder(base())
                .form(form)
                .userId("u")
                .apiKey(SECRET)
                .options(usable)
                .listener(listener)
                .build();
    }

    @Override
    public String destination(Kind kind) {
        return "streaming-u-" + kind.label();
    }

    @Override
    public Set<Ability> abilities() {
        Set<Ability> abilities = super.abilities();
        if (form == KinesisGatewayPublisher.Form.RECORD) {
            abilities.removeAll(EnumSet.of(Ability.BATCHES, Ability.PARTIAL_ANSWERS));
        }
        return abilities;
    }

    @Override
    public Set<Reason> fatalReasons() {
        return EnumSet.of(Reason.FORBIDDEN, Reason.NOT_FOUND, Reason.INVALID);
    }

    @Override
    public int recordOverhead(long index) {
        return Long.toString(index).length();
    }

    @Override
    String destination(String path) {
        return path.replaceFirst("/test/streams/([^/]+)/records?", "$1");
    }

    @Override
    List<Incoming> records(JsonNode body) {
        if (form == KinesisGatewayPublisher.Form.RECORD) {
            return List.of(incoming(body.get("PartitionKey"), body.get("Data").toString()));
        }
        List<Incoming> records = new ArrayList<>();
        for (JsonNode record : body.get("records")) {
            records.add(incoming(record.get("partition-key"), record.get("data").textValue()));
        }
        return records;
    }

    @Override
    String body(List<Result> results) {
        if (form == KinesisGatewayPublisher.Form.RECORD) {
            return results.isEmpty() ? "{}" : single(results.get(0));
        }
        long failed =
                results.stream().filter(result -> result.refusal() != null).count();
        return results.stream()
                .map(GatewayHarness::batched)
                .collect(Collectors.joining(",", "{\"FailedRecordCount\":" + failed + ",\"Records\":[", "]}"));
    }

    private static Incoming incoming(JsonNode key, String json) {
        return new Incoming(key.textValue(), json);
    }

    private static String single(Result result) {
        Reason refusal = result.refusal();
        return refusal == null ? stored(result) : "{\"__type\":\"" + code(refusal) + "\",\"message\":\"scripted\"}";
    }

    private static String batched(Result result) {
        Reason refusal = result.refusal();
        return refusal == null
                ? stored(result)
                : "{\"ErrorCode\":\"" + code(refusal) + "\",\"ErrorMessage\":\"scripted\"}";
    }

    private static String stored(Result result) {
        return result.position() == null
                ? "{\"ShardId\":\"shardId-000000000000\"}"
                : "{\"SequenceNumber\":\"" + result.position() + "\",\"ShardId\":\"shardId-000000000000\"}";
    }

    private static String code(Reason reason) {
        return switch (reason) {
            case THROTTLED -> "ProvisionedThroughputExceededException";
            case UNAVAILABLE -> "InternalFailure";
            case FORBIDDEN -> "AccessDeniedException";
            case NOT_FOUND -> "ResourceNotFoundException";
            case INVALID -> "InvalidArgumentException";
            default -> throw new IllegalArgumentException("Kinesis has no code for " + reason);
        };
    }
}
