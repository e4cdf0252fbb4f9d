package io.pinpipe.examples;

import io.pinpipe.PostSource;
import io.pinpipe.Publisher;
import io.pinpipe.emulation.Emulation;
import io.pinpipe.kafka.KafkaPublisher;
import io.pinpipe.rds.RdsCredentials;
import io.pinpipe.rds.RdsPostSource;
import java.nio.file.Path;

/**
 * Sends a hundred random posts of a MySQL database to Kafka, the same ones in each run. Arguments: a credentials file such
 * as {@code db_creds.yaml}, and the broker, such as {@code localhost:9092}.
 */
public final class EmulateFromMySql {

    private EmulateFromMySql() {}

    public static void main(String[] args) {
        RdsCredentials credentials = RdsCredentials.read(Path.of(args[0]));
        try (PostSource source = RdsPostSource.open(credentials);
                Publisher publisher = KafkaPublisher.builder(args[1])
                        .userId("0a1d8948160f")
                        .createTopics(3)
                        .build()) {
            Emulation.Report report = Emulation.builder(source)
                    .seed(100)
                    .limit(100)
                    .build()
                    .start(publisher)
                    .join();
            System.out.println(report.acknowledged() + " of " + report.sent() + " events acknowledged");
            report.failures().forEach(System.out::println);
        }
    }
}
