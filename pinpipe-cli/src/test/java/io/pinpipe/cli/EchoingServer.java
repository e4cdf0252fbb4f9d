package io.pinpipe.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pinpipe.testkit.servers.RawConnection;
import io.pinpipe.testkit.servers.RawServer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Services that echo every request header in each response, as proxies and gateways do in errors. */
final class EchoingServer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RECORD = Pattern.compile("\"(?:value|Data|data)\"\\s*:");

    private EchoingServer() {}

    static RawServer answering(int status) {
        return RawServer.answering(request -> {
            String echo = request.headers().entrySet().stream()
                    .map(header -> header.getKey() + ": " + header.getValue())
                    .collect(Collectors.joining(" and "));
            String body = answer(status, request.text(), "You sent " + echo).toString();
            return RawConnection.response(
                    status + " -", body.getBytes(StandardCharsets.UTF_8), "Content-Type: application/json");
        });
    }

    /** A response with the errors of both services, and one for each record. */
    private static ObjectNode answer(int status, String sent, String echo) {
        ObjectNode answer = JSON.createObjectNode();
        if (status == 200) {
            ArrayNode offsets = answer.putArray("offsets");
            ArrayNode records = answer.putArray("Records");
            int count = (int) RECORD.matcher(sent).results().count();
            for (int i = 0; i < count; i++) {
                offsets.addObject().put("error_code", 1).put("error", echo);
                records.addObject().put("ErrorCode", "InternalFailure").put("ErrorMessage", echo);
            }
            answer.put("FailedRecordCount", count);
        } else {
            answer.put("error_code", status * 100 + 3);
            answer.put("__type", "AccessDeniedException");
            answer.put("message", echo);
        }
        return answer;
    }
}
