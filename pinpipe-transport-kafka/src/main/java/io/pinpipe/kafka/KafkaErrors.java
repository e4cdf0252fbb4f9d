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
 * Words what Kafka's clients throw: the reason, the brokers, the topic, what they said and what to do.
 *
 * @param brokers the brokers' addresses
 */
record KafkaErrors(String brokers) {

    /**
     * Why a record was refused.
     *
     * @param maybeSent whether a request may have carried the record, and may have been stored unanswered
     */
    Outcome.Refused of(Throwable thrown, String topic, boolean maybeSent) {
        if (thrown instanceof InterruptException) {
            return refused(Reason.CLOSED, "the publisher was closed while it waited for " + hop(), maybeSent, thrown);
        }
        if (thrown instanceof BufferExhaustedException) {
            return refused(
                    Reason.BUFFER_FULL,
                    "no room came free in the Kafka client's buffer while it waited for " + hop()
                            + ": send more slowly, or see why they are slow",
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
                    hop() + " did not take it, " + said(thrown) + ": see whether the topic '" + topic
                            + "' has its leaders and replicas",
                    maybeSent,
                    thrown);
        }
        return refused(
                Reason.REJECTED,
                hop() + " did not take it, " + said(thrown) + ": look the error up in Kafka's documentation",
                maybeSent,
                thrown);
    }

    /** The brokers have not acknowledged a record by its event's deadline. */
    String overdue(String topic, Duration deliveryTimeout) {
        return hop() + " did not acknowledge it for the topic '" + topic + "' within " + deliveryTimeout.toMillis()
                + " ms of its send: see whether they run and are reached, or raise deliveryTimeout";
    }

    /** The topic does not exist. */
    Outcome.Refused missing(String topic) {
        return refused(
                Reason.NOT_FOUND,
                hop() + " have no topic '" + topic + "': create it, correct the user id, or let createTopics do it",
                false,
                null);
    }

    /** The brokers did not answer before anything was sent. */
    Outcome.Refused unreachable(String topic, @Nullable Throwable thrown) {
        return refused(
                Reason.UNAVAILABLE,
                hop() + " could not be reached in time to ask for the topic '" + topic
                        + "': check the address, that they run, and that security.protocol fits them",
                false,
                thrown);
    }

    /** The topic was not there, and could not be created. */
    Outcome.Refused notCreated(String topic, Throwable thrown) {
        if (thrown instanceof AuthorizationException) {
            return refused(
                    Reason.FORBIDDEN,
                    hop() + " do not let this login create the topic '" + topic + "', " + said(thrown)
                            + ": grant it to the login, or create the topic for it",
                    false,
                    thrown);
        }
        return refused(
                Reason.REJECTED,
                hop() + " did not create the topic '" + topic + "', " + said(thrown)
                        + ": correct the number of partitions or the replicationFactor, or create it by hand",
                false,
                thrown);
    }

    private Outcome.@Nullable Refused refusedForGood(Throwable thrown, String topic, boolean maybeSent) {
        if (thrown instanceof RecordTooLargeException || thrown instanceof RecordBatchTooLargeException) {
            return refused(
                    Reason.TOO_LARGE,
                    "it is larger than " + hop() + " or the client allow, " + said(thrown)
                            + ": shorten it, or raise recordBytes and max.message.bytes of the topic '" + topic + "'",
                    false,
                    thrown);
        }
        if (thrown instanceof InvalidTopicException) {
            return refused(
                    Reason.INVALID, hop() + " do not allow the topic name '" + topic + "': correct it", false, thrown);
        }
        if (thrown instanceof InvalidRecordException
                || thrown instanceof SerializationException
                || thrown instanceof PolicyViolationException) {
            return refused(
                    Reason.INVALID,
                    hop() + " refused the record for the topic '" + topic + "', " + said(thrown)
                            + ": correct it, or the topic's settings",
                    false,
                    thrown);
        }
        if (thrown instanceof AuthenticationException) {
            return refused(
                    Reason.UNAUTHENTICATED,
                    hop() + " did not accept the login, " + said(thrown)
                            + ": correct the credentials in the client properties",
                    maybeSent,
                    thrown);
        }
        if (thrown instanceof AuthorizationException) {
            return refused(
                    Reason.FORBIDDEN,
                    hop() + " do not let this login write to the topic '" + topic + "', " + said(thrown)
                            + ": grant it to the login",
                    maybeSent,
                    thrown);
        }
        return null;
    }

    private Outcome.Refused timedOut(Throwable thrown, String topic, boolean maybeSent) {
        if (maybeSent) {
            return refused(
                    Reason.TIMED_OUT,
                    hop() + " did not acknowledge it for the topic '" + topic + "' in time, " + said(thrown)
                            + ": see whether they run and are reached, or raise deliveryTimeout",
                    true,
                    thrown);
        }
        if (thrown.getCause() != null && isMissing(thrown.getCause())) {
            return missing(topic);
        }
        return refused(
                Reason.UNAVAILABLE,
                hop() + " did not say where the topic '" + topic + "' is, " + said(thrown)
                        + ": check that they run and are reached",
                false,
                thrown);
    }

    private String hop() {
        return "the Kafka brokers " + brokers;
    }

    private static boolean isMissing(Throwable thrown) {
        return thrown instanceof UnknownTopicOrPartitionException || thrown instanceof UnknownTopicIdException;
    }

    private static String said(Throwable thrown) {
        String message = thrown.getMessage();
        String text = message == null ? "" : ", '" + message.strip() + "'";
        return "which shows as " + thrown.getClass().getSimpleName() + text;
    }

    private static Outcome.Refused refused(
            Reason reason, String detail, boolean maybeStored, @Nullable Throwable cause) {
        return new Outcome.Refused(reason, detail, false, maybeStored, null, cause);
    }
}
