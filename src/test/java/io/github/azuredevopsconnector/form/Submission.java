package io.github.azuredevopsconnector.form;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The fields of a submitted form, as they were typed. A field that is missing is empty. */
final class Submission {

    final String csrf;
    final String organizationUrl;
    final String personalAccessToken;

    private Submission(Map<String, String> fields) {
        this.csrf = fields.getOrDefault("csrf", "");
        this.organizationUrl = fields.getOrDefault("organizationUrl", "");
        this.personalAccessToken = fields.getOrDefault("personalAccessToken", "");
    }

    /**
     * Reads a body of the type application/x-www-form-urlencoded.
     *
     * @throws IllegalArgumentException if it has a malformed percent-encoding
     */
    static Submission parse(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String field : body.split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals >= 0) {
                fields.put(decode(field.substring(0, equals)), decode(field.substring(equals + 1)));
            }
        }
        return new Submission(fields);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
