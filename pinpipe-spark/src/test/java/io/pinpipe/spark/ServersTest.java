package io.pinpipe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.testkit.servers.KafkaProcess;
import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

final class ServersTest {

    @Test
    void aBrokerNewerThanSparksLibrariesRunsBesideSpark() throws IOException {
        try (KafkaProcess kafka = Servers.kafka();
                SparkSession spark = SparkSession.builder()
                        .master("local[2]")
                        .config("spark.ui.enabled", "false")
                        .config("spark.driver.bindAddress", "127.0.0.1")
                        .config("spark.driver.host", "127.0.0.1")
                        .getOrCreate()) {
            kafka.createTopics(2, "uid.pin");
            long records = spark.read()
                    .format("kafka")
                    .option("kafka.bootstrap.servers", kafka.bootstrapServers())
                    .option("subscribe", "uid.pin")
                    .load()
                    .count();
            assertThat(records).isZero();
        }
    }
}
