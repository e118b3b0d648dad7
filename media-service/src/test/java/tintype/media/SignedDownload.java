package tintype.media;

import tintype.media.v1.DownloadRequest;
import tintype.media.v1.DownloadRequest.Scope;

/** Downloads by a signed url. */
final class SignedDownload {
  private SignedDownload() {}

  /** The first bytes of what the url is for. */
  static byte[] bytes(MediaRig rig, long viewer, String url) {
    return rig.downloads(viewer).download(request(url)).next().getData().toByteArray();
  }

  /** As the edge reads a url. */
  static DownloadRequest request(String url) {
    String[] halves = url.split("\\?");
    String[] path = halves[0].split("/");
    var request = DownloadRequest.newBuilder().setMediaId(path[3]).setRendition(path[5]);
    for (String parameter : halves.length == 1 ? new String[0] : halves[1].split("&")) {
      String value = parameter.substring(parameter.indexOf('=') + 1);
      switch (parameter.substring(0, parameter.indexOf('='))) {
        case "expires" -> request.setExpires(Long.parseLong(value));
        case "scope" -> request.setScope(Scope.valueOf(value));
        default -> request.setSignature(value);
      }
    }
    return request.build();
  }
}
