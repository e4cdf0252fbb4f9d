package io.pinpipe.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.pinpipe.internal.Redactor;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One answer of a server. Immutable.
 *
 * @param request method and path that it answers
 * @param response as it came
 * @param json the body, or a missing node when it is not JSON
 * @param message the server's own words on one line, without secrets; may be empty
 */
record HttpReply(String request, HttpResponse<String> response, JsonNode json, String message) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern MARKUP = Pattern.compile("<[^<>]*>");

    static HttpReply of(String request, HttpResponse<String> response, Redactor secrets) {
        JsonNode json = parse(response.body());
        String said = response.body();
        for (String field : new String[] {"message", "Message"}) {
            if (json.path(field).isTextual()) {
                said = json.path(field).asText();
                break;
            }
        }
        return new HttpReply(
                request, response, json, secrets.text(MARKUP.matcher(said).replaceAll(" ")));
    }

    int status() {
        return response.statusCode();
    }

    boolean says(String words) {
        return message.toLowerCase(Locale.ROOT).contains(words);
    }

    /** The proxy's own error code, or 0. */
    int errorCode() {
        return json.path("error_code").asInt(0);
    }

    /** What Kinesis calls its error, or empty. */
    String kinesisError() {
        String type = json.path("__type").asText("");
        return type.substring(type.indexOf('#') + 1);
    }

    /** Whether API Gateway shows in the headers. */
    boolean isOfApiGateway() {
        return response.headers().map().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals("x-amzn-errortype")
                        || name.equals("x-amz-apigw-id")
                        || name.equals("apigw-requestid"));
    }

    /** Which request was answered by what. */
    String summary() {
        return request + " is answered by " + status() + (message.isEmpty() ? "" : ", '" + message + "'");
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode node = JSON.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
