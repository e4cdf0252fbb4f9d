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
 * A server's response. Immutable.
 *
 * @param request method and path of its request
 * @param response the response as received
 * @param json the body, or a missing node if it is not JSON
 * @param message the server's message on one line, without secrets; may be empty
 */
record HttpReply(String request, HttpResponse<String> response, JsonNode json, String message) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern MARKUP = Pattern.compile("<[^<>]*>");

    static HttpReply of(String request, HttpResponse<String> response, Redactor secrets) {
        JsonNode json = parse(response.body());
        String text = response.body();
        for (String field : new String[] {"message", "Message"}) {
            if (json.path(field).isTextual()) {
                text = json.path(field).asText();
                break;
            }
        }
        return new HttpReply(
                request, response, json, secrets.text(MARKUP.matcher(text).replaceAll(" ")));
    }

    int status() {
        return response.statusCode();
    }

    boolean hasMessage(String part) {
        return message.toLowerCase(Locale.ROOT).contains(part);
    }

    /** Whether a TLS port refused a plain request. */
    boolean wantsTls() {
        return hasMessage("https port") || hasMessage("https server");
    }

    /** The proxy's error code, or 0. */
    int errorCode() {
        return json.path("error_code").asInt(0);
    }

    /** The error code of Kinesis, or empty. */
    String kinesisError() {
        String type = json.path("__type").asText("");
        return type.substring(type.indexOf('#') + 1);
    }

    /** Whether the headers are API Gateway's. */
    boolean isOfApiGateway() {
        return response.headers().map().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.equals("x-amzn-errortype")
                        || name.equals("x-amz-apigw-id")
                        || name.equals("apigw-requestid"));
    }

    /** The request with the status and message of its response. */
    String summary() {
        return request + " returned " + status() + (message.isEmpty() ? "" : ", '" + message + "'");
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
