package io.pinpipe.kafka;

import io.pinpipe.Reason;
import io.pinpipe.transport.Outcome;
import java.time.Duration;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Maps Kafka exceptions to outcomes.
 *
 * @param brokers the brokers' addresses
 */
record KafkaErrors(String brokers) {

    /**
     * Maps the exception of a record.
     *
     * @param maybeSent whether a request may have carried the record, so that it may be stored
     */
    Outcome.Refused of(Throwable thrown, String topic, boolean maybeSent) {
        if (thrown instanceof InterruptException) {
            return refused(Reason.CLOSED, "the publisher was closed while waiting for " + hop(), maybeSent, thrown);
        }
        if (thrown instanceof BufferExhaustedException) {
            return refused(
                    Reason.BUFFER_FULL,
                    "the Kafka client's buffer stayed full while waiting for " + hop()
                            + ": send more slowly, or check why they are slow",
                    false,
                    thrown);
        }
        if (thrown instanceof TimeoutException) {
            return timedOut(thrown, topic, maybeSent);
        }
        if (isMissing(thrown)) {
            return missing(topic);
        }
        Outcome.Refused refusal = refusedForGood(thrown, topic, maybeSent);
        if (refusal != null) {
            return refusal;
        }
        if (thrown instanceof RetriableException) {
            return refused(
                    Reason.UNAVAILABLE,
                    hop() + " did not store the record" + error(thrown) + ": check that the topic '" + topic
                            + "' has leaders and enough in-sync replicas",
                    maybeSent,
                    thrown);
        }
        return refused(
                Reason.REJECTED,
                hop() + " did not store the record" + error(thrown) + ": see Kafka's documentation of this error",
                maybeSent,
                thrown);
    }

    /** The detail for a record that the brokers have not acknowledged by its deadline. */
    String overdue(String topic, Duration deliveryTimeout) {
        return hop() + " did not acknowledge the record for topic '" + topic + "' within " + deliveryTimeout.toMillis()
                + " ms of its send: check that they are running and reachable, or raise deliveryTimeout";
    }

    /** The outcome for a missing topic. */
    Outcome.Refused missing(String topic) {
        return refused(
                Reason.NOT_FOUND,
                hop() + " have no topic '" + topic + "': create it, correct the user id, or set createTopics",
                false,
                null);
    }

    /** The outcome if the brokers could not be reached before anything was sent. */
    Outcome.Refused unreachable(String topic, @Nullable Throwable thrown) {
        return refused(
                Reason.UNAVAILABLE,
                hop() + " could not be reached in time to query the topic '" + topic
                        + "': check the address, that they are running, and that security.protocol is right",
                false,
                thrown);
    }

    /** The outcome if the topic was missing and could not be created. */
    Outcome.Refused notCreated(String topic, Throwable thrown) {
        if (thrown instanceof AuthorizationException) {
            return refused(
                    Reason.FORBIDDEN,
                    hop() + " do not allow this login to create the topic '" + topic + "'" + error(thrown)
                            + ": grant it the permission, or create the topic yourself",
                    false,
                    thrown);
        }
        return refused(
                Reason.REJECTED,
                hop() + " did not create the topic '" + topic + "'" + error(thrown)
                        + ": correct the number of partitions or the replicationFactor, or create the topic yourself",
                false,
                thrown);
    }

    private Outcome.@Nullable Refused refusedForGood(Throwable thrown, String topic, boolean maybeSent) {
        if (thrown instanceof RecordTooLargeException || thrown instanceof RecordBatchTooLargeException) {
            return refused(
                    Reason.TOO_LARGE,
                    "the record is larger than " + hop() + " or the client allow" + error(thrown)
                            + ": shorten it, or raise recordBytes and max.message.bytes of the topic '" + topic + "'",
                    false,
                    thrown);
        }
        if (thrown instanceof InvalidTopicException) {
            return refused(
                    Reason.INVALID,
                    hop() + " do not allow the topic name '" + topic + "': correct the user id or the destination",
                    false,
                    thrown);
        }
        if (thrown instanceof InvalidRecordException
                || thrown instanceof SerializationException
                || thrown instanceof PolicyViolationException) {
            return refused(
                    Reason.INVALID,
                    hop() + " rejected the record for topic '" + topic + "'" + error(thrown)
                            + ": correct the record, or the topic's settings",
                    false,
                    thrown);
        }
        if (thrown instanceof AuthenticationException) {
            return refused(
                    Reason.UNAUTHENTICATED,
                    hop() + " rejected the login" + error(thrown)
                            + ": correct the credentials in the client properties",
                    maybeSent,
                    thrown);
        }
        if (thrown instanceof AuthorizationException) {
            return refused(
                    Reason.FORBIDDEN,
                    hop() + " do not allow this login to write to topic '" + topic + "'" + error(thrown)
                            + ": grant it the permission",
                    maybeSent,
                    thrown);
        }
        return null;
    }

    private Outcome.Refused timedOut(Throwable thrown, String topic, boolean maybeSent) {
        if (maybeSent) {
            return refused(
                    Reason.TIMED_OUT,
                    hop() + " did not acknowledge the record for topic '" + topic + "' in time" + error(thrown)
                            + ": check that they are running and reachable, or raise deliveryTimeout",
                    true,
                    thrown);
        }
        if (thrown.getCause() != null && isMissing(thrown.getCause())) {
            return missing(topic);
        }
        return refused(
                Reason.UNAVAILABLE,
                hop() + " did not return the leader of topic '" + topic + "'" + error(thrown)
                        + ": check that they are running and reachable",
                false,
                thrown);
    }

    private String hop() {
        return "the Kafka brokers " + brokers;
    }

    private static boolean isMissing(Throwable thrown) {
        return thrown instanceof UnknownTopicOrPartitionException || thrown instanceof UnknownTopicIdException;
    }

    private static String error(Throwable thrown) {
        String message = thrown.getMessage();
        String text = message == null ? "" : ": " + message.strip();
        return " (" + thrown.getClass().getSimpleName() + text + ")";
    }

    private static Outcome.Refused refused(
            Reason reason, String detail, boolean maybeStored, @Nullable Throwable cause) {
        return new Outcome.Refused(reason, detail, false, maybeStored, null, cause);
    }
}
