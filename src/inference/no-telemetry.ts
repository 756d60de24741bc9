// From version 1.29 on, ONNX Runtime's own builds tell Microsoft which models are opened and where
// (microsoft/onnxruntime #27379), keep what is to be sent in a database in the home folder, and a file in
// the temporary one. It looks at this when its library is loaded, in the process and not in a worker's
// copy of the environment: the main thread has to have set it first.
process.env['ORT_DISABLE_TELEMETRY'] = '1';
