package io.pinpipe.kafka;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/** Chooses the class loader with which Kafka's client loads its own classes and those named by properties. */
final class KafkaClassLoader {

    private KafkaClassLoader() {}

    /** The given one if it sees the same client as this module, otherwise the one that loaded the client. */
    static ClassLoader thatSeesKafka(@Nullable ClassLoader context) {
        ClassLoader own = KafkaProducer.class.getClassLoader();
        if (context == null) {
            return own;
        }
        try {
            return context.loadClass(KafkaProducer.class.getName()) == KafkaProducer.class ? context : own;
        } catch (ClassNotFoundException e) {
            return own;
        }
    }
}
