package io.pinpipe.testkit;

/** What a transport can do or show, so that a case of the contract applies to it. */
public enum Ability {
    /** Requests carry several records, and the far side sees which. */
    BATCHES,
    /** The far side can refuse single records of a request. */
    PARTIAL_ANSWERS,
    /** The engine sends refused records again; a client with retries of its own lacks this. */
    RETRIES,
    /** The far side can say how long to wait. */
    RETRY_AFTER,
    /** The far side can find a request too large as a whole. */
    SPLITS,
    /** The far side can give an answer that does not fit the request. */
    ANSWERS_THAT_DO_NOT_FIT,
    /** An attempt can go unanswered within the test: the engine, not the client, keeps its time. */
    SILENCE,
    /** Events of one index may be sent without order. */
    UNORDERED,
    /** The publisher runs in virtual time. */
    VIRTUAL_TIME,
    /** The publisher runs on threads of its own, and may be used by several. */
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
