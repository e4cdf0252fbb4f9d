package io.pinpipe.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/** A JSON parser that fails after a fixed number of tokens. Not thread-safe. */
final class BoundedParser extends JsonParserDelegate {

    private final long tokensMax;
    private long tokens;

    BoundedParser(JsonParser parser, long tokensMax) {
        super(parser);
        this.tokensMax = tokensMax;
    }

    @Override
    public JsonToken nextToken() throws IOException {
        if (++tokens > tokensMax) {
            throw new StreamConstraintsException("more than " + tokensMax + " tokens");
        }
        return super.nextToken();
    }
}
