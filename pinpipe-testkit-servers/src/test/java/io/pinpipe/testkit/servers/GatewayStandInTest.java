package io.pinpipe.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class GatewayStandInTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @AutoClose
    private static Kinesalite kinesis;

    private final HttpClient client = HttpClient.newHttpClient();
    private String stream;

    @AutoClose
    private GatewayStandIn gateway;

    @BeforeAll
    static void startKinesis() {
        kinesis = Kinesalite.required();
    }

    @BeforeEach
    void startGateway(TestInfo test) {
        stream = test.getTestMethod().orElseThrow().getName();
        kinesis.createStream(stream, 1);
        gateway = GatewayStandIn.builder(kinesis.endpoint()).start();
    }

    @Test
    void aRecordIsStoredAsTheJsonOfItsData() throws Exception {
        HttpResponse<String> response =
                put("/streams/" + stream + "/record", "{\"Data\":{\"a\": \"📌\"},\"PartitionKey\":\"7\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(response.body()).path("SequenceNumber").asText())
                .isNotEmpty();
        assertThat(kinesis.read(stream))
                .extracting(StreamRecord::partitionKey, StreamRecord::data)
                .containsExactly(tuple("7", "{\"a\":\"📌\"}"));
    }

    @Test
    void aRecordWithoutDataIsStoredAsTwoQuotesAndAnsweredBy200() throws Exception {
        HttpResponse<String> response = put(
                "/streams/" + stream + "/record", "{\"StreamName\":\"x\",\"value\":{\"a\":1},\"PartitionKey\":\"7\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(kinesis.read(stream)).extracting(StreamRecord::data).containsExactly("\"\"");
    }

    @Test
    void recordsAreStoredAsTheStringsOfTheirData() throws Exception {
        HttpResponse<String> response = put(
                "/streams/" + stream + "/records",
                "{\"records\":[{\"data\":\"{\\\"a\\\":1}\",\"partition-key\":\"1\"},"
                        + "{\"data\":\"{\\\"a\\\":2}\",\"partition-key\":\"2\"}]}");

        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.path("FailedRecordCount").asInt(-1)).isZero();
        assertThat(answer.path("Records")).hasSize(2);
        assertThat(kinesis.read(stream)).extracting(StreamRecord::data).containsExactly("{\"a\":1}", "{\"a\":2}");
    }

    @Test
    void dataThatIsNoStringIsNotStoredAsItsJson() throws Exception {
        put("/streams/" + stream + "/records", "{\"records\":[{\"data\":{\"a\":1},\"partition-key\":\"1\"}]}");

        assertThat(kinesis.read(stream)).extracting(StreamRecord::data).containsExactly("{a=1}");
    }

    @Test
    void anErrorOfKinesisComesAs200() throws Exception {
        HttpResponse<String> response = put("/streams/nowhere/record", "{\"Data\":{},\"PartitionKey\":\"7\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(response.body()).path("__type").asText()).isEqualTo("ResourceNotFoundException");
    }

    @Test
    void anErrorOfKinesisKeepsItsStatusWhenAsked() throws Exception {
        gateway.close();
        gateway = GatewayStandIn.builder(kinesis.endpoint()).statusMapping(true).start();

        HttpResponse<String> response = put("/streams/nowhere/record", "{\"Data\":{},\"PartitionKey\":\"7\"}");

        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void aWrongPathOrMethodIsAMissingAuthenticationToken() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(URI.create(gateway.uri() + "/streams/" + stream + "/record"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        for (HttpResponse<String> response : List.of(
                put("/stream/" + stream + "/record", "{}"), client.send(post, HttpResponse.BodyHandlers.ofString()))) {
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
            assertThat(response.headers().firstValue("x-amzn-ErrorType"))
                    .hasValue("MissingAuthenticationTokenException");
        }
    }

    @Test
    void aRequestWithoutTheApiKeyIsForbidden() throws Exception {
        gateway.close();
        gateway = GatewayStandIn.builder(kinesis.endpoint())
                .requiredHeader("x-api-key", "k")
                .start();

        HttpResponse<String> response = put("/streams/" + stream + "/record", "{\"Data\":{},\"PartitionKey\":\"7\"}");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).isEqualTo("{\"message\":\"Forbidden\"}");
        assertThat(kinesis.read(stream)).isEmpty();
    }

    @Test
    void aBodyThatIsNoJsonIsABadRequest() throws Exception {
        assertThat(put("/streams/" + stream + "/record", "{").statusCode()).isEqualTo(400);
    }

    @Test
    void aRequestOfMoreThanTenMebibytesIsTooLarge() throws Exception {
        HttpResponse<String> response =
                put("/streams/" + stream + "/record", "x".repeat(GatewayStandIn.PAYLOAD_BYTES_MAX + 1));

        assertThat(response.statusCode()).isEqualTo(413);
    }

    private HttpResponse<String> put(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.uri() + path))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
