package io.pinpipe.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestProxyStandInTest {

    private static final String JSON_V2 = "application/vnd.kafka.json.v2+json";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static EmbeddedKafka kafka;
    private static RestProxyStandIn confluent;
    private static RestProxyStandIn strimzi;
    private static RestProxyStandIn karapace;

    private String topic = "";

    @BeforeAll
    static void startServers() {
        kafka = EmbeddedKafka.open();
        confluent = RestProxyStandIn.builder(kafka.bootstrapServers()).start();
        strimzi = RestProxyStandIn.builder(kafka.bootstrapServers())
                .dialect(Dialect.STRIMZI)
                .start();
        karapace = RestProxyStandIn.builder(kafka.bootstrapServers())
                .dialect(Dialect.KARAPACE)
                .start();
    }

    @AfterAll
    static void stopServers() {
        karapace.close();
        strimzi.close();
        confluent.close();
        kafka.close();
    }

    @BeforeEach
    void createTopic() {
        topic = UUID.randomUUID() + ".pin";
        kafka.createTopics(3, topic);
    }

    private static HttpResponse<String> post(URI uri, String type, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> produce(RestProxyStandIn proxy, String body) throws Exception {
        return post(URI.create(proxy.uri() + "/topics/" + topic), JSON_V2, body);
    }

    @Test
    void aBatchIsAnsweredByOneOffsetARecordInOrder() throws Exception {
        HttpResponse<String> answer = produce(confluent, """
            {"records":[{"value":1,"partition":2},{"value":2,"partition":2},{"value":3,"partition":0}]}\
            """);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("""
            {"offsets":[{"partition":2,"offset":0,"error_code":null,"error":null},\
            {"partition":2,"offset":1,"error_code":null,"error":null},\
            {"partition":0,"offset":0,"error_code":null,"error":null}],\
            "key_schema_id":null,"value_schema_id":null}\
            """);
    }

    @Test
    void theBridgeNamesPartitionAndOffsetAndNothingElse() throws Exception {
        HttpResponse<String> answer = produce(strimzi, "{\"records\":[{\"value\":{},\"partition\":1}]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"offsets\":[{\"partition\":1,\"offset\":0}]}");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void valuesAreWrittenAsCompactJsonAndAStringKeyKeepsItsQuotes(Dialect dialect) throws Exception {
        produce(proxy(dialect), """
            { "records" : [
              { "key": "7", "partition": 0, "value": { "a" : "\\ud83e\\udd0d é", "b": -88.8298 } },
              { "partition": 0, "value": [ 1, null ] } ] }\
            """);

        assertThat(TopicReader.read(kafka.bootstrapServers(), topic))
                .containsExactly(
                        new StoredRecord(topic, 0, 0, "\"7\"", "{\"a\":\"\\uD83E\\uDD0D é\",\"b\":-88.8298}"),
                        new StoredRecord(topic, 0, 1, null, "[1,null]"));
    }

    @Test
    void confluentsProxyTakesAnyJsonForAKeyAndWritesANumberAsItIs() throws Exception {
        produce(confluent, """
            {"records":[{"key":7,"partition":0,"value":1},{"key":0,"partition":0,"value":1},{"partition":0}]}\
            """);

        assertThat(TopicReader.read(kafka.bootstrapServers(), topic))
                .containsExactly(
                        new StoredRecord(topic, 0, 0, "7", "1"),
                        new StoredRecord(topic, 0, 1, "0", "1"),
                        new StoredRecord(topic, 0, 2, null, null));
    }

    @Test
    void karapaceStoresAnEmptyKeyAsNoBytes() throws Exception {
        produce(karapace, """
            {"records":[{"key":0,"partition":0,"value":1},{"key":"","partition":0,"value":1},\
            {"key":{},"partition":0,"value":1},{"key":"0","partition":0,"value":1},{"partition":0,"value":1}]}\
            """);

        assertThat(TopicReader.read(kafka.bootstrapServers(), topic))
                .extracting(StoredRecord::key)
                .containsExactly("", "", "", "\"0\"", null);
    }

    @Test
    void theBridgeRefusesANumberForAKeyAndStoresNothing() throws Exception {
        HttpResponse<String> answer =
                produce(strimzi, "{\"records\":[{\"key\":\"6\",\"value\":{}},{\"key\":7,\"value\":{}}]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("{\"error_code\":400,\"message\":\"Validation error on: Schema validation error\","
                        + "\"validation_errors\":[")
                .contains("Property \\\"key\\\" does not match schema");
        assertThat(TopicReader.read(kafka.bootstrapServers(), topic)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"key\":7,\"value\":{}}",
                "{\"key\":null,\"value\":{}}",
                "{\"key\":[],\"value\":{}}",
                "{\"key\":true,\"value\":{}}",
                "{\"key\":\"7\"}",
                "{\"key\":\"7\",\"value\":7}",
                "{\"value\":{},\"partition\":-1}",
                "{\"value\":{},\"timestamp\":1}",
            })
    void theBridgeRefusesWhatItsSchemaDoesNotAllow(String record) throws Exception {
        assertThat(produce(strimzi, "{\"records\":[" + record + "]}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void karapaceAnswers422WithTheOffsetsOfWhatItStored() throws Exception {
        HttpResponse<String> answer = produce(
                karapace,
                "{\"records\":[{\"value\":\"" + "x".repeat(1024 * 1024) + "\"},{\"value\":1,\"partition\":0}]}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .isEqualTo("{\"offsets\":[{\"error_code\":1,\"error\":\"Broker: Message size too large\"},"
                        + "{\"partition\":0,\"offset\":0}],\"key_schema_id\":null,\"value_schema_id\":null}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "422 | {\"records\":[]}",
                "422 | {\"records\":[{\"value\":1,\"headers\":[]}]}",
                "422 | {\"records\":[{\"value\":1}],\"more\":1}",
                "400 | {\"records\":[1]}",
                "400 | {\"records\":\"all\"}",
                "400 | nonsense",
            })
    void karapaceRefusesAMalformedBodyAsAWhole(int status, String body) throws Exception {
        assertThat(produce(karapace, body).statusCode()).isEqualTo(status);
    }

    @Test
    void karapaceForbidsEverythingUntilItHasReachedABroker() throws Exception {
        try (RestProxyStandIn alone = RestProxyStandIn.builder("127.0.0.1:" + FreePort.next())
                .dialect(Dialect.KARAPACE)
                .deliveryTimeout(Duration.ofSeconds(1))
                .start()) {
            HttpResponse<String> answer = produce(alone, "{\"records\":[{\"value\":1}]}");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo("{\"message\":\"Forbidden\"}");
        }
    }

    private static RestProxyStandIn proxy(Dialect dialect) {
        return switch (dialect) {
            case CONFLUENT -> confluent;
            case STRIMZI -> strimzi;
            case KARAPACE -> karapace;
        };
    }

    @Test
    void aRecordThatFailsDoesSoInsideA200() throws Exception {
        String tooLarge = "x".repeat(1024 * 1024);
        HttpResponse<String> answer = produce(
                confluent,
                "{\"records\":[{\"value\":\"" + tooLarge
                        + "\"},{\"value\":1,\"partition\":0},{\"value\":2,\"partition\":9}]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .containsSubsequence(
                        "{\"partition\":null,\"offset\":null,\"error_code\":50002,\"error\":\"The message is ",
                        "{\"partition\":0,\"offset\":0,\"error_code\":null,\"error\":null}",
                        "{\"partition\":null,\"offset\":null,\"error_code\":50003,\"error\":\"Partition 9 of topic ");
    }

    @Test
    void theBridgeReportsAMessageForARecordThatFailsInsideA200() throws Exception {
        HttpResponse<String> answer = produce(strimzi, "{\"records\":[{\"value\":{},\"partition\":9}]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"offsets\":[{\"error_code\":404,\"message\":\"Partition 9 of topic ");
    }

    @Test
    void anUnknownTopicIsNotFound() throws Exception {
        topic = "nowhere";
        HttpResponse<String> answer = produce(confluent, "{\"records\":[{\"value\":1}]}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"error_code\":40401,\"message\":\"Topic not found.\"}");
    }

    @Test
    void anUnknownTopicIsNotFoundByTheBridgeEither() throws Exception {
        topic = "nowhere";
        HttpResponse<String> answer = produce(strimzi, "{\"records\":[{\"value\":{}}]}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error_code\":404,\"message\":\"Topic nowhere not present in metadata after 60000 ms.\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"records\":[]}",
                "{\"records\":[1]}",
                "{\"records\":[{\"value\":1}],\"more\":1}",
                "{\"records\":[{\"Data\":1}]}",
                "{\"records\":[{\"value\":1,\"partition\":\"0\"}]}",
                "{\"records\":[{\"value\":1}]} trailing"
            })
    void aMalformedBodyIsRefusedAsAWhole(String body) throws Exception {
        assertThat(produce(confluent, body).statusCode()).isEqualTo(422);
        HttpResponse<String> bridge = produce(strimzi, body);
        assertThat(bridge.statusCode()).isEqualTo(400);
        assertThat(bridge.body()).startsWith("{\"error_code\":400,\"message\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/vnd.kafka.v2+json", "text/plain"})
    void aWrongContentTypeIsRefused(String type) throws Exception {
        String body = "{\"records\":[{\"value\":1}]}";
        assertThat(post(URI.create(confluent.uri() + "/topics/" + topic), type, body)
                        .statusCode())
                .isEqualTo(415);
        assertThat(post(URI.create(strimzi.uri() + "/topics/" + topic), type, body)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void onlyTheBridgeRefusesAnAppendedCharset() throws Exception {
        String type = JSON_V2 + "; charset=utf-8";
        String body = "{\"records\":[{\"value\":1}]}";
        assertThat(post(URI.create(confluent.uri() + "/topics/" + topic), type, body)
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(URI.create(strimzi.uri() + "/topics/" + topic), type, body)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void behindAGatewayAWrongPathIsAMissingAuthenticationToken() throws Exception {
        try (RestProxyStandIn gateway = RestProxyStandIn.builder(kafka.bootstrapServers())
                .basePath("/test")
                .start()) {
            URI root = URI.create(gateway.uri().toString().replace("/test", ""));
            HttpResponse<String> wrong =
                    post(URI.create(root + "/topics/" + topic), JSON_V2, "{\"records\":[{\"value\":1}]}");
            HttpResponse<String> right = produce(gateway, "{\"records\":[{\"value\":1}]}");

            assertThat(wrong.statusCode()).isEqualTo(403);
            assertThat(wrong.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
            assertThat(right.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRequestWithoutTheRequiredHeaderIsForbidden() throws Exception {
        try (RestProxyStandIn gateway = RestProxyStandIn.builder(kafka.bootstrapServers())
                .basePath("/test")
                .requiredHeader("x-api-key", "k1")
                .start()) {
            URI uri = URI.create(gateway.uri() + "/topics/" + topic);
            String body = "{\"records\":[{\"value\":1}]}";
            HttpResponse<String> without = post(uri, JSON_V2, body);

            assertThat(without.statusCode()).isEqualTo(403);
            assertThat(without.body()).isEqualTo("{\"message\":\"Forbidden\"}");
            assertThat(post(uri, JSON_V2, body, "x-api-key", "k2").statusCode()).isEqualTo(403);
            assertThat(post(uri, JSON_V2, body, "x-api-key", "k1").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aTopicIsShownWithItsPartitions() throws Exception {
        HttpResponse<String> answer = get(URI.create(confluent.uri() + "/topics/" + topic));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"name\":\"" + topic + "\",\"configs\":{},\"partitions\":"
                        + "[{\"partition\":0},{\"partition\":1},{\"partition\":2}]}");
    }

    @Test
    void aTopicThatIsNotThereIsNotShown() throws Exception {
        HttpResponse<String> answer = get(URI.create(strimzi.uri() + "/topics/no-such-topic"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"error_code\":404");
    }

    @Test
    void aProcessThatWasKilledComesBackOnItsPort() throws Exception {
        try (RestProxyProcess process = RestProxyProcess.open(RestProxyStandIn.builder(kafka.bootstrapServers())
                .basePath("/test")
                .requiredHeader("x-api-key", "k1")
                .dialect(Dialect.STRIMZI))) {
            URI uri = URI.create(process.uri() + "/topics/" + topic);
            process.kill();
            process.start();

            HttpResponse<String> answer =
                    post(uri, JSON_V2, "{\"records\":[{\"value\":{},\"partition\":0}]}", "x-api-key", "k1");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"offsets\":[{\"partition\":0,\"offset\":0}]}");
        }
    }
}
