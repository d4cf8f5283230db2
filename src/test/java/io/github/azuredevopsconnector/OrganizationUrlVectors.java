package io.github.azuredevopsconnector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the rows of {@code organization-urls.tsv}. Each row has an input and the expected result of the parser. */
final class OrganizationUrlVectors {

    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9A-Fa-f]{4}|.)");

    private OrganizationUrlVectors() {}

    static List<Vector> all() {
        return rows("organization-urls.tsv").stream().map(Vector::new).collect(Collectors.toList());
    }

    /** Returns the cells of each row of a file with tab-separated values, without the row of titles. */
    static List<String[]> rows(String file) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                OrganizationUrlVectors.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(row -> row.split("\t", -1)).collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String unescape(String cell) {
        return ESCAPE.matcher(cell).replaceAll(escape -> Matcher.quoteReplacement(character(escape.group(1))));
    }

    private static String character(String escape) {
        switch (escape.charAt(0)) {
            case 'n':
                return "\n";
            case 'r':
                return "\r";
            case 't':
                return "\t";
            case 'u':
                return String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
            default:
                return escape;
        }
    }

    /** One row. */
    static final class Vector {
        private final String description;
        final String text;
        /** Empty if the input must be refused. */
        final Optional<String> organization;
        /** Empty if the input must be accepted. */
        final Optional<InvalidOrganizationUrlException.Reason> reason;

        private Vector(String[] cells) {
            text = unescape(cells[0]);
            description = cells[1];
            boolean accept = cells[2].equals("accept");
            organization = accept ? Optional.of(cells[3]) : Optional.empty();
            reason = accept ? Optional.empty() : Optional.of(InvalidOrganizationUrlException.Reason.valueOf(cells[3]));
        }

        @Override
        public String toString() {
            return description;
        }
    }
}
