package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Looks for a text that breaks a rule, led by the branches that it reaches. {@code FuzzSeedTest} replays the inputs in
 * every build.
 */
class PersonalAccessTokenCoverageFuzzTest {

    @FuzzTest
    @DictionaryEntries({"Basic ", "bearer\t", "https://", "contoso.visualstudio.com", "eyJ", "\"", "<", ">"})
    void of(byte[] text) {
        ParserRules.holdForToken(new String(text, UTF_8));
    }
}
