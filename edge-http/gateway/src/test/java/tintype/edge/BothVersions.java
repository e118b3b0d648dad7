package tintype.edge;

import java.net.http.HttpClient.Version;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of what must not depend on whether a client speaks HTTP/1.1 or HTTP/2. */
@ParameterizedClass(name = "{0}")
@EnumSource(
    value = Version.class,
    names = {"HTTP_1_1", "HTTP_2"})
abstract class BothVersions {
  @Parameter Version version;
}
