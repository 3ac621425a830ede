package vn.kenh.server.web;

/** Ends a request with an error; the detail tells the person who asked what to change. */
public final class HttpProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  public HttpProblem(int status, String detail) {
    super(detail);
    this.status = status;
  }

  /** 400: the request cannot be understood. */
  public static HttpProblem badRequest(String detail) {
    return new HttpProblem(400, detail);
  }

  /** 404: there is no such thing. */
  public static HttpProblem notFound(String detail) {
    return new HttpProblem(404, detail);
  }

  public int status() {
    return status;
  }
}
