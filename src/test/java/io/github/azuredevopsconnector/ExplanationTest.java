package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unusual-environment")
class ExplanationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VS403463 has failed",
                "  VS403463 has failed",
                "{\"message\":\"VS403463 has failed\"}",
                "{\"Message\":\"VS403463 has failed\"}",
                "{\"count\":1,\"value\":{\"Message\":\"VS403463 has failed\"}}",
                "{\"message\":\"VS403463 has failed\",\"typeKe",
                "<html><head><title>VS403463 has failed</title></head></html>",
                "\r\n<HTML><TITLE lang='en'>\nVS403463 has failed\n</TITLE>",
                "<title>VS403463 has failed",
            })
    void theMessageIsFoundInEachOfItsShapes(String body) {
        Explanation explanation = explanation("", body);

        assertThat(explanation.hasCode("VS403463")).isTrue();
        assertThat(explanation.says("vs403463 HAS failed")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"detail\":\"VS403463 has failed\"}",
                "{\"value\":[{\"Message\":\"VS403463 has failed\"}]}",
                "{\"message\":\"\",\"Message\":\"VS403463 has failed\"}",
                "{VS403463 has failed",
                "<html><title>x</title><body>VS403463 has failed</body></html>",
                "<html><body>VS403463 has failed</body></html>",
                "<title",
                "VS40346",
                "VS40346 3 has failed",
            })
    void nothingElseIsAMessage(String body) {
        Explanation explanation = explanation("", body);

        assertThat(explanation.hasCode("VS403463")).isFalse();
        assertThat(explanation.says("VS403463 has")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Access%20Denied%3A%20x",
        "Access+Denied%3A+x",
        "Access Denied: x",
        "access DENIED: x %",
        "%zz Access Denied: x",
    })
    void theHeaderCountsAsWell(String header) {
        assertThat(explanation(header.replace("%zz Access Denied: x", "Access Denied: x %zz"), "{}")
                        .says("Access Denied: x"))
                .isTrue();
    }

    @Test
    void headerAndBodyAreNotReadAsOne() {
        assertThat(explanation("VS40", "3463").hasCode("VS403463")).isFalse();
        assertThat(explanation("VS403463", "1").hasCode("VS403463")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "TF400813, true",
        "TF400813: x, true",
        "(TF400813), true",
        "TF400813/, true",
        "TF400813a, true",
        "TF4008130, false",
        "TF4008139, false",
        "tf400813, false",
        "TF40081, false",
    })
    void aCodeEndsWhereItsDigitsEnd(String body, boolean expected) {
        assertThat(explanation("", body).hasCode("TF400813")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "TF400813: The user 'jane.doe@fabrikam.example' is not authorized, true",
                "TF400813: The user '5a1d3c70-0000-4000-8000-0123456789ab' is not authorized, true",
                "TF400813: The user 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa' is not authorized, false",
                "TF400813: The user 'AAAAAAAA-aaaa-aaaa-aaaa-aaaaaaaaaaaa\\x' is not authorized, false",
                "TF400813: The user '' is not authorized, false",
                "TF400813: The user is not authorized, false",
                "It's TF400813: The user '' is not authorized, false",
                "It's TF400813: The user 'x' is not authorized, true",
                "TF400813: You don't have access, false",
                "TF400813: The user ', true",
            })
    void aRefusalNamesSomebodyUnlessItIsNobody(String body, boolean expected) {
        assertThat(explanation("", body).namesSomebody()).isEqualTo(expected);
    }

    @Test
    void whoIsNamedStandsInOneLineWithTheCode() {
        assertThat(explanation("TF400813: Not available", "The page 'x'").namesSomebody())
                .isFalse();
        assertThat(explanation("The page 'x'", "TF400813: The user 'x' is not authorized")
                        .namesSomebody())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "<title>a</title>, a",
                "<TITLE id='x'> a b </TITLE>, a b",
                "<html><title>it&#39;s &#x27;a&#x27;</title>, it's 'a'",
                "<title>a, a",
                "<title></title>, \"\"",
                "<title, \"\"",
                "<p>a</p>, \"\"",
                "\"\", \"\"",
            })
    void theTitleIsWhatStandsInTheElement(String html, String expected) {
        assertThat(Explanation.title(html)).isEqualTo(expected);
    }

    private static Explanation explanation(String header, String body) {
        HttpHeaders headers = HttpHeaders.of(
                header.isEmpty() ? Map.of() : Map.of("x-tfs-serviceerror", List.of(header)), (name, value) -> true);
        Answer answer = Answer.response(401, headers, new byte[0], false);
        return Explanation.of(answer, body, JsonMembers.read(body));
    }
}
