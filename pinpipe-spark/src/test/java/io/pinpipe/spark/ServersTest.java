package io.pinpipe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.testkit.servers.KafkaProcess;
import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedSpark.class)
final class ServersTest {

    @Test
    void aBrokerNewerThanSparksLibrariesRunsBesideSpark(SparkSession spark) throws IOException {
        try (KafkaProcess kafka = Servers.kafka()) {
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
