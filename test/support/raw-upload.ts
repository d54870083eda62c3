const OPENING =
  '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ntitle\r\n';

/** The end of `UPLOAD`: one row. */
export const CLOSING = 'One\r\n--b--\r\n';

/** An import by hand, up to the header of its file. */
export const UPLOAD = [
  'POST /issues/import HTTP/1.1',
  'Host: x',
  'Connection: close',
  'Content-Type: multipart/form-data; boundary=b',
  `Content-Length: ${String(OPENING.length + CLOSING.length)}`,
  '',
  OPENING,
].join('\r\n');
