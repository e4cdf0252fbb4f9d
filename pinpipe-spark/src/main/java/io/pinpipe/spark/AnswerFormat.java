package io.pinpipe.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The format of answers. */
enum AnswerFormat {
    /** Aligned columns of text. */
    TABLE(".txt") {
        @Override
        String one(AnswerRows answer) {
            return TextTable.of(answer);
        }

        @Override
        String all(Map<String, AnswerRows> answers) {
            return oneAfterAnother(answers);
        }
    },
    /** Comma-separated values by RFC 4180, with the column names in the first line. */
    CSV(".csv") {
        @Override
        String one(AnswerRows answer) {
            StringWriter csv = new StringWriter();
            CsvWriterSettings settings = new CsvWriterSettings();
            settings.getFormat().setLineSeparator("\n");
            settings.setQuoteEscapingEnabled(true);
            CsvWriter writer = new CsvWriter(csv, settings);
            writer.writeHeaders(answer.columns());
            answer.rows().forEach(row -> writer.writeRow(row));
            writer.close();
            return csv.toString();
        }

        @Override
        String all(Map<String, AnswerRows> answers) {
            return answers.size() == 1 ? one(answers.values().iterator().next()) : oneAfterAnother(answers);
        }
    },
    /** An array with an object per row, its keys in the order of the columns. */
    JSON(".json") {
        @Override
        String one(AnswerRows answer) {
            return json(objects(answer));
        }

        @Override
        String all(Map<String, AnswerRows> answers) {
            Map<String, Object> all = new LinkedHashMap<>();
            answers.forEach((name, answer) -> all.put(name, objects(answer)));
            return json(all);
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final String suffix;

    AnswerFormat(String suffix) {
        this.suffix = suffix;
    }

    /** The file extension of this format. */
    String suffix() {
        return suffix;
    }

    /** A document with one answer. */
    abstract String one(AnswerRows answer);

    /** A document with several answers and their names. */
    abstract String all(Map<String, AnswerRows> answers);

    String oneAfterAnother(Map<String, AnswerRows> answers) {
        return answers.entrySet().stream()
                .map(answer -> answer.getKey() + '\n' + one(answer.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static List<Map<String, @Nullable Object>> objects(AnswerRows answer) {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (List<@Nullable Object> row : answer.rows()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (int column = 0; column < row.size(); column++) {
                object.put(answer.columns().get(column), row.get(column));
            }
            objects.add(object);
        }
        return objects;
    }

    private static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value) + '\n';
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer cannot be written as JSON: " + e.getMessage(), e);
        }
    }
}
