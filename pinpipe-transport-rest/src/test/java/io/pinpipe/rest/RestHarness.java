package io.pinpipe.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.pinpipe.Kind;
import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.testkit.FarSide.Incoming;
import io.pinpipe.testkit.FarSide.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Kafka REST, protocol v2, before a far side that follows a script. */
final class RestHarness extends HttpHarness {

    RestHarness() throws IOException {}

    @Override
    public Publisher open(Map<String, String> options, PublishListener listener) {
        return RestPublisher.builder(base())
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
        return EnumSet.of(Reason.REJECTED, Reason.FORBIDDEN, Reason.NOT_FOUND);
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
                    record.get("key").longValue(), record.get("value").toString()));
        }
        return records;
    }

    @Override
    String body(List<Result> results) {
        return results.stream()
                .map(RestHarness::offset)
                .collect(Collectors.joining(",", "{\"offsets\":[", "],\"key_schema_id\":null}"));
    }

    private static String offset(Result result) {
        Reason refusal = result.refusal();
        if (refusal == null) {
            return "{\"partition\":0,\"offset\":" + result.position() + ",\"error_code\":null,\"error\":null}";
        }
        int code = switch (refusal) {
            case UNAVAILABLE -> 50003;
            case THROTTLED -> 429;
            case FORBIDDEN -> 40301;
            case NOT_FOUND -> 404;
            default -> 50002;
        };
        return "{\"partition\":null,\"offset\":null,\"error_code\":" + code + ",\"error\":\"scripted\"}";
    }
}
