package io.pinpipe.testkit;

/** What a transport supports, so that a case of the contract applies to it. */
public enum Ability {
    /** Requests carry several records, visible to the service. */
    BATCHES,
    /** The service can refuse single records of a request. */
    PARTIAL_ANSWERS,
    /** The engine retries refused records; a client with retries of its own lacks this. */
    RETRIES,
    /** The service can ask for a delay. */
    RETRY_AFTER,
    /** The service can refuse a request as too large as a whole. */
    SPLITS,
    /** The service can send an answer that does not match the request. */
    ANSWERS_THAT_DO_NOT_FIT,
    /** An attempt can go unanswered within the test: the engine, not the client, enforces the timeout. */
    SILENCE,
    /** Events with the same key may be sent unordered. */
    UNORDERED,
    /** The publisher runs in virtual time. */
    VIRTUAL_TIME,
    /** The publisher runs on threads of its own, and may be used by several threads. */
    THREADS,
    /** A secret is among its settings. */
    SECRETS,
    /** The wire carries keys. */
    KEYS,
    /** The wire carries headers. */
    HEADERS,
    /** The wire carries values of any bytes. */
    BYTES
}
