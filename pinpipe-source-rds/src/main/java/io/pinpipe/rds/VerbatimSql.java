package io.pinpipe.rds;

import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.StatementContext;

/** Passes SQL through without named parameters; Jdbi's own parser would cache every list of indexes. */
final class VerbatimSql implements SqlParser {

    static final VerbatimSql PARSER = new VerbatimSql();

    private VerbatimSql() {}

    @Override
    public ParsedSql parse(String sql, StatementContext context) {
        return ParsedSql.builder().append(sql).build();
    }

    @Override
    public String nameParameter(String rawName, StatementContext context) {
        throw new UnsupportedOperationException("this SQL has no parameters");
    }
}
